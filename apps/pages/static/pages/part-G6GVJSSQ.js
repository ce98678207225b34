import{a,b,c}from"./part-N23SFHL3.js";import"./part-TK7LWOIC.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
