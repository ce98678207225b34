import{a,b,c}from"./part-W2XWJWS5.js";import"./part-ZFLYZZCX.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
