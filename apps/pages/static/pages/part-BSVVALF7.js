import{a,b,c}from"./part-N3ZN2Y7H.js";import"./part-CY7XF4HD.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
