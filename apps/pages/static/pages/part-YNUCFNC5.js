import{a,b,c}from"./part-37TFVO3Z.js";import"./part-BJC656MG.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
