import{a,b,c}from"./part-N67TILEQ.js";import"./part-P4SWHGWI.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
