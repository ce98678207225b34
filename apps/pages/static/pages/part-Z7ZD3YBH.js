import{a,b,c}from"./part-6URL753T.js";import"./part-N6GAZAC7.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
