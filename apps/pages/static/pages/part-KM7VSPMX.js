import{a,b,c}from"./part-REUNNYXN.js";import"./part-F4RJY6SG.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
