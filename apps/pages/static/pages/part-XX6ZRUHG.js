import{a,b,c,d,e}from"./part-YHNXPLZV.js";import"./part-TK7LWOIC.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
