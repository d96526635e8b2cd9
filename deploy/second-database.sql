CREATE DATABASE portrait_log OWNER portrait;
