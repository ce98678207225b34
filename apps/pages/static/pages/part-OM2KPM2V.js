import{a,b,c}from"./part-5RUNMPTU.js";import"./part-HRN4VVZC.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
