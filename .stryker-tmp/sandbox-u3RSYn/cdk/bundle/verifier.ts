// Verifies the tokens of people and reads them. The functions load it with the first token: most requests at the gate have none.
export * from 'aws-jwt-verify';
export * from 'aws-jwt-verify/error';
export * from 'aws-jwt-verify/https';
export * from 'aws-jwt-verify/jwk';
export * from '../../lib/auth/claims.ts';
