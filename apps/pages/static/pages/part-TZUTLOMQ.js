import{a,b,c,d,e}from"./part-6EXLFS5W.js";import"./part-Z5NLRQE6.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
