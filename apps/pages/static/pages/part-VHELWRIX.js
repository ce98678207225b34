import{a,b,c}from"./part-ZUCKE3QP.js";import"./part-2JGN72WH.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
