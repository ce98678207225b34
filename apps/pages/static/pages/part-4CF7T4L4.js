import{a,b,c}from"./part-MAJK5BFY.js";import"./part-GQ4C3XAI.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
