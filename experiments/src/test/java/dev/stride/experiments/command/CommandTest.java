package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What all commands share: lists, help, and answers to bad input. */
class CommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer",
        "schedule",
        "noise",
        "landscape",
        "environment",
        "agent",
        "molecule",
        "ansatz",
        "backend"
      })
  void everyKindIsListed(String kind) {
    JsonNode entries = Answer.to("list", kind, "--json").json().get("entries");
    assertFalse(entries.isEmpty());
    entries.forEach(entry -> assertFalse(entry.get("help").asString().isBlank()));
    assertTrue(Answer.to("list").out().contains(kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vqe ",
        "adapt ",
        "excited ",
        "scan ",
        "rl ",
        "values ",
        "minimize ",
        "list ",
        "run ",
        "compare "
      })
  void helpIsThereEverywhere(String command) {
    Answer answer = Answer.toLine(command + "--help");
    assertEquals(0, answer.exitCode());
    assertTrue(answer.out().contains("Usage: stride " + command.strip()), answer.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vq h2 | 'vq' is not a command; did you mean 'vqe'?",
        "vqe h2 --optimzer adam | '--optimzer' is not understood; did you mean '--optimizer'?",
        "vqe | say which MOLECULE",
        "vqe h2 --fcidump x | give one of MOLECULE, --xyz, --geometry and --fcidump, not several",
        "vqe h3 | molecule 'h3' is not known; did you mean 'h2'?",
        "vqe h2:bond=0 | molecule 'h2': bond must be positive, not 0.0",
        "vqe h2:bnd=1 | molecule 'h2' has no key 'bnd'; did you mean 'bond'?",
        "vqe h2 --shots 2 | 2 shots are too few",
        "vqe h2 --shots -1 | --shots must not be negative",
        "vqe h2 --shots 9223372036854775807 | --shots must be at most 1000000000000",
        "vqe h2 --ansatz hardware-efficient:layers=100000 | ansatz 'hardware-efficient': layers",
        "vqe h2 --optimizer adam:learningRate | optimizer 'adam': learningRate has no value",
        "vqe h2 --optimizer adam:learningRate=NaN | optimizer 'adam': learningRate=NaN: it has to be",
        "vqe h2 --optimizer adam+ | optimizer 'adam+' cannot be read: nothing stands on one side",
        "vqe h2 --shots many | Invalid value for option '--shots'",
        "vqe h2 --iterations 0 | --iterations must be at least 1",
        "vqe h2 --optimizer adm | optimizer 'adm' is not known; did you mean 'adam'?",
        "vqe h2 --optimizer adam:learningRate=-1 | optimizer 'adam': learningRate=-1: it has to be",
        "vqe h2 --backend cuda | backend 'cuda' is not known",
        "vqe --fcidump nowhere | nowhere: there is no such file",
        "vqe --fcidump nowhere --charge 1 | --charge does not go with an FCIDUMP file",
        "vqe --xyz nowhere | nowhere: there is no such file",
        "vqe --geometry H | geometry, atom 1: an atom is an element and three coordinates in angstrom",
        "vqe h2 --basis 3-21g | --basis: there is no '3-21g'; it is sto-3g or 6-31g",
        "vqe h2 --active 1e1o | --active '1e1o': the number of active electrons has to be even",
        "vqe h2 --active 2e9o | active=2e9o: there are 2 orbitals for 2 electrons",
        "vqe h2 --charge 1 | charge 1 leaves 1 electron",
        "vqe h2 --mapping jw | mapping 'jw' is not known; known are: jordan-wigner, parity, bravyi",
        "vqe h2 --taper | the excitation [0] -> [2] breaks a symmetry by which qubits were tapered",
        "vqe h2 --ansatz qasm | ansatz 'qasm' needs a file, as in qasm:file=circuit.qasm",
        "vqe h2 --ansatz qasm:file=nowhere | nowhere: there is no such file",
        "vqe h2 --mapping parity --backend subspace | the backend subspace runs excitations on a",
        "vqe h2 --write-fcidump /nowhere/file | /nowhere/file: the file cannot be written",
        "adapt h2 --pool s | pool 's' is not known; did you mean 'sd'?",
        "adapt h2 --operators 0 | operators must be from 1 to 10000, not 0",
        "adapt h2 --gradient -1 | gradient must not be negative",
        "adapt h2 --energy -1 | energy must not be negative",
        "adapt | say which MOLECULE",
        "excited h2 --states 5 | --states must be from 1 to 4, the number of determinants, not 5",
        "excited h2 --method qpe | Invalid value for option '--method'",
        "excited h2 --tries 0 | tries must be from 1 to 1000, not 0",
        "excited h2 --spread -1 | spread must not be negative",
        "excited h2 --beta -1 | beta must not be negative",
        "excited h2o --basis 6-31g | exact diagonalisation goes up to 1000000 determinants",
        "scan h2 | Missing required option: '--bond=FROM:TO:STEP'",
        "scan h2 --bond 1:2 | --bond takes FROM:TO:STEP in angstrom, as in 0.4:2.5:0.1, not 1:2",
        "scan h2 --bond a:2:1 | --bond a:2:1: 'a' is not a number",
        "scan h2 --bond 2:1:1 | --bond 2:1:1: lengths and step must be above 0",
        "scan h2 --bond 1:2:0 | --bond 1:2:0: lengths and step must be above 0",
        "scan h2 --bond 1:200:0.001 | --bond 1:200:0.001 are 199001 points; at most 1000",
        "scan h2:bond=1 --bond 1:2:1 | the scan sets the bond length: leave bond= out of h2:bond=1",
        "scan he --bond 1:2:1 | molecule 'he' has no key 'bond'",
        "scan h2 --xyz file --bond 1:2:1 | say which MOLECULE has the bond to scan, as in h2, and",
        "rl cliff-walking --optimizer qng | optimizer 'qng' does not fit: it needs a metric",
        "rl cliff-walking --optimizer lbfgs | optimizer 'lbfgs' does not fit",
        "rl cliff-walking --optimizer maximise+sgd | the optimizer has maximise in it",
        "rl random-walk --optimizer clip-norm+tidbd | optimizer 'clip-norm+tidbd': tidbd has to stand",
        "rl cliff-walking --agent td-lambda --seeds 0 | --seeds must be at least 1",
        "rl cliff-walking --threads 0 | --threads must be at least 1",
        "rl cliff-walking --discount 2 | discount must be from 0 to 1",
        "rl cliff-walking --noise gaussian:-1 | noise 'gaussian': sd must not be negative",
        "rl random-walk --agent q-learning | agent and environment do not fit",
        "rl cliff-walking --handling eager | Invalid value for option '--handling'",
        "rl random-walk --agent hl-lambda --handling dense | handling is the optimizer's",
        "values frozen-lke | environment 'frozen-lke' is not known; did you mean 'frozen-lake'?",
        "values grid:map=S#G | grid:map=S#G with discount 1.0: where it never ends, the undiscounted value of a policy is infinite; a --discount below 1 or a --time-limit bounds it",
        "rl bandit --agent exp3 --features fourier | agent and environment do not fit: the agent keeps one value for each arm",
        "values frozen-lake --discount 2 | --discount must be from 0 to 1",
        "minimize | say what to minimise",
        "minimize rosenbrock --start 1 | --start has 1 numbers, and rosenbrock has 2",
        "minimize rosenbrock --start a,b | --start takes numbers",
        "minimize rosenbrock --optimizer qng | optimizer 'qng' does not fit",
        "minimize rosenbrock --optimizer box+momentum | optimizer 'box+momentum': momentum has to",
        "minimize rosenbrock --optimizer group:others=adam | optimizer 'group': others has no block",
        "minimize rosenbrock --optimizer group:blocks=th*,others=adam | others has no block to act on",
        "minimize --gradients nowhere --start 1,1 | nowhere: there is no such file",
        "list optimiser | there is no kind 'optimiser'; did you mean 'optimizer'?",
        "run nowhere.yaml | there is no file nowhere.yaml",
      })
  void badInputGetsOneClearMessage(String command, String start) {
    Answer answer = Answer.toLine(command);
    assertEquals(2, answer.exitCode(), answer.err());
    assertTrue(answer.err().startsWith("stride: " + start), answer.err());
    assertFalse(answer.err().contains("\tat "), answer.err());
    assertEquals("", answer.out());
  }
}
