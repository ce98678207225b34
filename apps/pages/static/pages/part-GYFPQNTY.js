import{a,b,c}from"./part-K54TG3RB.js";import"./part-XLTMOYD3.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
