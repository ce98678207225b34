import{a,b,c,d,e}from"./part-AG2MSFJ7.js";import"./part-BST2E7FR.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
