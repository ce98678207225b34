import{a,b,c}from"./part-NZBR3L26.js";import"./part-5HY6FPY6.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
