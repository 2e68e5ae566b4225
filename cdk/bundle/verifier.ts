// Verifies and reads the tokens of people. The functions load it with the first token, because most requests at the
// gate have none.
export * from 'aws-jwt-verify';
export * from 'aws-jwt-verify/error';
export * from 'aws-jwt-verify/https';
export * from 'aws-jwt-verify/jwk';
export * from '../../lib/auth/claims.ts';
