import{a,b,c}from"./part-45IPEX53.js";import"./part-Z5NLRQE6.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
