import{a,b,c,d,e}from"./part-TNANBSLD.js";import"./part-INLZCDTC.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
