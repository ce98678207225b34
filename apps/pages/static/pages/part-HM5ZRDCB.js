import{a,b,c}from"./part-NDK4W2ED.js";import"./part-66WTKBHA.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
