import{a,b,c}from"./part-KDC76HUR.js";import"./part-A6UK5PXH.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
