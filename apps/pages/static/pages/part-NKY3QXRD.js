import{a,b,c,d,e}from"./part-IS7XQB2H.js";import"./part-HU3HVCRZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
