import{a,b,c,d,e}from"./part-JXOKPLJ2.js";import"./part-ENU2Q3XS.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
