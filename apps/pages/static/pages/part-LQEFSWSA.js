import{a,b,c,d,e}from"./part-62OKVMX3.js";import"./part-CGK5BTJC.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
