import{a,b,c}from"./part-6MOZ6W2N.js";import"./part-MCGWG6FT.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
