import"./part-JXE6MJYZ.js";
