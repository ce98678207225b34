import{a,b,c,d,e}from"./part-USCN4YUA.js";import"./part-3IP2PXEM.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
