import{a,b,c}from"./part-LGM7FAU2.js";import"./part-STXV6PDY.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
