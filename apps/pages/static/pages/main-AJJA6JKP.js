import"./part-BL56FS6H.js";
