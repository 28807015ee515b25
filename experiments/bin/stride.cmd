@echo off
rem Starts Stride from its runnable jar.
setlocal
set "JAR=%~dp0..\target\stride.jar"
if not exist "%JAR%" (
  echo stride: %JAR% is not there; build it first: mvn -q -DskipTests package 1>&2
  exit /b 2
)
if defined JAVA_HOME (
  "%JAVA_HOME%\bin\java" -jar "%JAR%" %*
) else (
  java -jar "%JAR%" %*
)
exit /b %ERRORLEVEL%
