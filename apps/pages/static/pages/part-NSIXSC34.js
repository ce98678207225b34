import{a,b,c,d,e}from"./part-SX4SZJUU.js";import"./part-A6UK5PXH.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
