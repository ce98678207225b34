import{a,b,c}from"./part-RR6CNMJE.js";import"./part-MVUWP62Y.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
