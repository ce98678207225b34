import{a,b,c}from"./part-RXWDZ2TA.js";import"./part-SZDRBM6B.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
