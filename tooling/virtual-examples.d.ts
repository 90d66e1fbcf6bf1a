declare module 'virtual:examples';
