import{a,b,c}from"./part-XGROHQMF.js";import"./part-3IP2PXEM.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
