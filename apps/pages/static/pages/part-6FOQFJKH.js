import{a,b,c,d,e}from"./part-SD4UJ2PP.js";import"./part-SZXSLSLN.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
