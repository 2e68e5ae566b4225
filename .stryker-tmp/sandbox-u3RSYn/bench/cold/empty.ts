export const handler = (): Promise<object> => Promise.resolve({ statusCode: 204 });
