import{a,b,c,d,e}from"./part-JEMGJWAA.js";import"./part-PCBL6BFD.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
