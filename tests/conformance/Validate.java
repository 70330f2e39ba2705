import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks PDF files against veraPDF's profiles and prints one JSON array of verdicts.
 *
 * <p>Usage: {@code java Validate FLAVOUR[,FLAVOUR…] FILE…}, with veraPDF's own names of flavours: ua1, 2a, 2b, … The exit status is 0
 * where every file could be read, whatever the verdicts are; a file that cannot be read ends the run with an exception.
 */
public final class Validate {

  /** One rule of a profile that a file breaks, and how often. */
  private static final class Failure {
    final String clause;
    final int test;
    final String message;
    final String where;
    int count;

    Failure(TestAssertion assertion) {
      clause = assertion.getRuleId().getClause();
      test = assertion.getRuleId().getTestNumber();
      message = assertion.getMessage();
      where = assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
    }
  }

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    List<String> verdicts = new ArrayList<>();
    for (String name : arguments[0].split(",")) {
      PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
      if (flavour == PDFAFlavour.NO_FLAVOUR) {
        throw new IllegalArgumentException("veraPDF knows no flavour " + name);
      }
      for (int i = 1; i < arguments.length; i++) {
        verdicts.add(verdict(name, flavour, arguments[i]));
      }
    }
    System.out.println("[" + String.join(",", verdicts) + "]");
  }

  private static String verdict(String name, PDFAFlavour flavour, String file) throws Exception {
    try (InputStream bytes = Files.newInputStream(Path.of(file));
        PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      List<String> failures = new ArrayList<>();
      for (Failure failure : failures(result)) {
        failures.add(
            "{\"clause\":" + text(failure.clause) + ",\"test\":" + failure.test + ",\"message\":" + text(failure.message)
                + ",\"where\":" + text(failure.where) + ",\"count\":" + failure.count + "}");
      }
      return "{\"file\":" + text(file) + ",\"flavour\":" + text(name) + ",\"compliant\":" + result.isCompliant()
          + ",\"assertions\":" + result.getTotalAssertions() + ",\"failures\":[" + String.join(",", failures) + "]}";
    }
  }

  /** One failure for each rule, in the order in which the file breaks them. */
  private static Iterable<Failure> failures(ValidationResult result) {
    Map<String, Failure> byRule = new LinkedHashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        String rule = assertion.getRuleId().getClause() + "/" + assertion.getRuleId().getTestNumber();
        byRule.computeIfAbsent(rule, unseen -> new Failure(assertion)).count++;
      }
    }
    return byRule.values();
  }

  /** A JSON string in ASCII, so that the console's character set does not matter. */
  private static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : (value == null ? "" : value).toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private Validate() {}
}
