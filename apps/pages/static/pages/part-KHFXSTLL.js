import{a,b,c,d,e}from"./part-E5KJT3QR.js";import"./part-JXE6MJYZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
