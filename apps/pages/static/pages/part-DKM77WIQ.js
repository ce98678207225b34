import{a,b,c}from"./part-A44OZZXA.js";import"./part-PCBL6BFD.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
