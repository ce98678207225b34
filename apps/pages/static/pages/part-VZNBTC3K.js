import{a,b,c,d,e}from"./part-OHO7RLSE.js";import"./part-ZD5S3DSM.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
