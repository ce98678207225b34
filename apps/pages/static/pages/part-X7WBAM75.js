import{a,b,c}from"./part-SSTMUXD4.js";import"./part-3P5FXIB7.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
