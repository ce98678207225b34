import{a,b,c}from"./part-XGCGI32M.js";import"./part-Z4VHTOY4.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
