import{a,b,c,d,e}from"./part-2FBM5HK3.js";import"./part-RWY2SINN.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
