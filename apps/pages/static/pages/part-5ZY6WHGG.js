import{a,b,c,d,e}from"./part-5APZHQK6.js";import"./part-3P5FXIB7.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
