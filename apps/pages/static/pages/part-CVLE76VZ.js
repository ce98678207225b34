import{a,b,c,d,e}from"./part-CTCATJY2.js";import"./part-HRN4VVZC.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
