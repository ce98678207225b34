import{a,b,c}from"./part-7M4UY2F3.js";import"./part-HNKCOGC6.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
