import{a,b,c}from"./part-IA6ZFLE3.js";import"./part-YWWSHZUS.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
