import{a,b,c,d,e}from"./part-ZBYHUYT7.js";import"./part-N6GAZAC7.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
