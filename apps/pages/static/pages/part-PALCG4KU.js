import{a,b,c,d,e}from"./part-VL2ZNJY7.js";import"./part-LAUE6MYQ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
